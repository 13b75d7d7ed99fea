"""Claims of one's own: what they may leave out, what stands in its place, and what is said of their mistakes."""

from pathlib import Path

import pytest

import sim
from sim.claims.claims_of_scenario import claim_files_of, claims_of
from sim.claims.defaults import slug_of
from sim.claims.read_claims import load_claim
from sim.errors import ScenarioError, UsageError
from sim.scenario.load import read_scenario
from sim.shipped import configs_dir, seeds_dir

HOURLY = """\
statement = "Each of the three volcanoes is seen once an hour."
limits_min = 60
[[reading]]
measure = "gap_max_s"
"""


def own(folder: Path, text: str = HOURLY, name: str = "hourly.toml") -> Path:
    """A claim in a file."""
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def problems_of(folder: Path, text: str) -> list[str]:
    """What is said of a claim of one's own."""
    with pytest.raises(ScenarioError) as caught:
        load_claim(own(folder, text), seeds_dir())
    return caught.value.problems


def scenario(folder: Path, head: str = "", tail: str = "") -> Path:
    """The shipped example with lines before and after it."""
    text = (configs_dir() / "example.toml").read_text(encoding="utf-8")
    (folder / "my.toml").write_text(f"{head}{text}\n{tail}", encoding="utf-8")
    return folder / "my.toml"


def test_a_statement_and_a_reading_are_enough(tmp_path: Path) -> None:
    """The id is the file's name; title, id, comparison and targets of the reading come from its figure."""
    claim = load_claim(own(tmp_path), seeds_dir())
    assert (claim.id, claim.limits_s, claim.said_by, claim.sources, claim.date) == ("hourly", (3600.0,), "", (), None)
    (reading,) = claim.readings
    assert (reading.id, reading.title, reading.compare) == ("longest-gap", "Longest gap", "<=")
    assert reading.over == ("each", "any")


def test_the_comparison_goes_the_better_way(tmp_path: Path) -> None:
    """Chances are at least a value, gaps at most; one for all targets is over them together; ids are told apart."""
    text = """
    statement = "x"
    limits_h = [1, 2]
    reading = [
        { measure = "wait_probability", value = 0.5 },
        { measure = "wait_probability", value = 0.9 },
        { measure = "all_targets_gap_max_s" },
        { measure = "gap_max_s", seeing = "horizon" },
        { measure = "n_looks", value = 3, compare = "<=" },
    ]
    """
    claim = load_claim(own(tmp_path, text), seeds_dir())
    assert claim.limits_s == (3600.0, 7200.0)
    assert [one.compare for one in claim.readings] == [">=", ">=", "<=", "<=", "<="]
    assert [one.id for one in claim.readings][:2] == [
        "chance-of-a-look-within-the-limit",
        "chance-of-a-look-within-the-limit-2",
    ]
    assert claim.readings[2].over == ("all-within",)
    assert claim.readings[3].title == "Longest gap, above the horizon"


def test_every_mistake_is_said_at_once_with_its_line(tmp_path: Path) -> None:
    """Values as the file has them, and what was meant."""
    text = """\
statment = "x"
limits_min = [60, "x", -2]
[[reading]]
measure = "gap_maxs_s"
cmpare = "<="
[[reading]]
measure = "wait_probability"
[[reading]]
measure = "n_looks"
value = "3"
"""
    assert sorted(problems_of(tmp_path, text)) == [
        "hourly.toml:10: reading[#3].value: '3' must be a valid number",
        "hourly.toml:1: statement: is missing",
        "hourly.toml:1: statment: unknown key; did you mean statement?",
        "hourly.toml:2: limits_min[#2]: 'x' must be a valid number",
        "hourly.toml:2: limits_min[#3]: -2 must be greater than 0",
        "hourly.toml:4: reading[#1].measure: measure 'gap_maxs_s' is not known; did you mean gap_max_s? "
        "(reconsim claims --measures lists them)",
        "hourly.toml:5: reading[#1].cmpare: unknown key; did you mean compare?",
        "hourly.toml:6: reading[#2]: wait_probability is a share; give the value it is compared with, as value = ...",
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("limits_min = 60\n", "", "1: reading 'longest-gap' is held against a limit; limits_s must name one, or"),
        ("limits_min = 60", "limits_min = [90, 60]", "2: limits_min: limits must rise, none of them twice"),
        (
            "limits_min = 60",
            "limits_min = 60\nlimits_h = 1",
            "3: limits_h: limits_min and limits_h both give the limits",
        ),
        ("limits_min = 60", "limits_min = inf", "2: limits_min: inf must be a finite number"),
        ("limits_min = 60", "limits_min = " + "9" * 400, "2: limits_min: 9999"),
        ("limits_min = 60", "limits_min = " + "9" * 5000, "2: a whole number of thousands of digits is no value"),
        ("limits_min", "limit_min", "2: limit_min: unknown key; did you mean limits_min?"),
        ("[[reading]]", "[[readings]]", "3: readings: unknown key; did you mean reading?"),
        ("[[reading]]", "[reading]", "3: reading: {'measure': 'gap_max_s'} must be a list"),
        ('[[reading]]\nmeasure = "gap_max_s"', "", "1: a claim needs a [[reading]], or must say in tested_by"),
        ("limits_min = 60", 'limits_min = 60\nsources = ["nowhere"]', "3: sources[#1]: 'nowhere' stands in no sources"),
    ],
)
def test_a_mistake_is_said_where_it_stands(tmp_path: Path, old: str, new: str, problem: str) -> None:
    """File, line, key, and what would be right."""
    said = problems_of(tmp_path, HOURLY.replace(old, new, 1))
    assert any(one.startswith(f"hourly.toml:{problem}") for one in said), said


def test_a_lack_of_limits_is_said_beside_other_mistakes(tmp_path: Path) -> None:
    """It does not wait until the rest is mended."""
    said = problems_of(tmp_path, HOURLY.replace("limits_min = 60", "sad_by = 'x'"))
    assert [one.split(": ")[1] for one in said] == [
        "sad_by",
        "reading 'longest-gap' is held against a limit; limits_s must name one, or limits_min or limits_h",
    ]


def test_a_limit_inside_a_reading_is_sent_to_the_claim(tmp_path: Path) -> None:
    """A key of the whole claim that stands below a reading is no unknown word: the sentence says where it belongs."""
    said = problems_of(tmp_path, HOURLY.replace("limits_min = 60\n", "") + "limits_h = [24]\n")
    assert said[0].endswith("limits_h: limits_h is of the whole claim; write it above the first [[reading]]")


def test_an_id_is_made_from_what_there_is(tmp_path: Path) -> None:
    """From a file's name, else from the statement, in whole words; one that is given need not be the file's."""
    assert (
        slug_of("Each of Kim's 3 sites, every two hours - by day and by night")
        == "each-of-kims-3-sites-every-two-hours-by"
    )
    assert load_claim(own(tmp_path, name="My Claim (2).toml"), seeds_dir()).id == "my-claim-2"
    assert load_claim(own(tmp_path, name="\N{HANGUL SYLLABLE HAN}.toml"), seeds_dir()).id.startswith(
        "each-of-the-three"
    )
    assert load_claim(own(tmp_path, 'id = "else"\n' + HOURLY), seeds_dir()).id == "else"


def test_a_scenario_names_claims_of_ones_own_beside_shipped_ones(tmp_path: Path) -> None:
    """Paths begin at the scenario's file; [[claim]] tables stand in it; those asked for come first, each once."""
    own(tmp_path)
    table = '[[claim]]\nstatement = "Daily."\nlimits_h = 24\n[[claim.reading]]\nmeasure = "gap_mean_s"\n'
    path = scenario(tmp_path, 'claims = ["two-hours", "hourly.toml"]\n', table)
    assert [claim.id for claim in claims_of(read_scenario(path))] == ["two-hours", "hourly", "daily"]
    asked = read_scenario(path, claims=[tmp_path / "hourly.toml", "kill-chain"])
    assert [claim.id for claim in claims_of(asked)] == ["hourly", "kill-chain", "two-hours", "daily"]
    assert [one.name for one in claim_files_of(asked)] == ["hourly.toml", "kill-chain.toml", "two-hours.toml"]


def test_a_notebook_asks_for_claims_beside_a_scenarios_own(tmp_path: Path) -> None:
    """`sim.load` takes names and paths; the lengths of time that they speak of are measured."""
    asked = sim.load("malligyong-1", claims=[own(tmp_path)])
    assert [claim.id for claim in asked.claims] == ["hourly", "watch-us"]
    assert asked.limits_s == (3600.0, 86400.0, 259200.0, 604800.0)


def test_mistakes_of_all_claims_of_a_scenario_are_said_at_once(tmp_path: Path) -> None:
    """Each with the file and line to mend: the scenario's, the claim's, or the change's."""
    own(tmp_path, HOURLY.replace("gap_max_s", "gap_max"))
    table = '[[claim]]\nstatement = "Daily."\n[[claim.reading]]\nmeasure = "n_looks"\nvalue = "x"\n'
    path = scenario(tmp_path, 'claims = ["two-houers", "hourly.toml", "gone.toml"]\n', table)
    with pytest.raises(ScenarioError) as caught:
        claims_of(read_scenario(path, claims=["hourley"]))
    said = caught.value.problems
    at = path.read_text(encoding="utf-8").splitlines().index('value = "x"') + 1
    assert said == [
        f"--claim: no claim is called 'hourley'; the claims are {', '.join(sorted(NAMES))}",
        "my.toml:1: claims: no claim is called 'two-houers'; did you mean two-hours?",
        "hourly.toml:4: reading[#1].measure: measure 'gap_max' is not known; did you mean gap_max_s? "
        "(reconsim claims --measures lists them)",
        f"my.toml:1: claims: there is no claim file {tmp_path / 'gone.toml'}",
        f"my.toml:{at}: claim[#1].reading[#1].value: 'x' must be a valid number",
    ]
    changed = read_scenario("example", ['claims=["gone.toml"]'])
    with pytest.raises(ScenarioError, match=r"^--set claims=\[\"gone.toml\"\]: there is no claim file"):
        claims_of(changed)


NAMES = [path.stem for path in (seeds_dir() / "claims").glob("*.toml")]


def test_two_claims_of_one_id_are_refused(tmp_path: Path) -> None:
    """The same claim named twice is one; another one of its id is a mistake."""
    own(tmp_path)
    path = scenario(tmp_path, 'claims = ["hourly.toml", "hourly.toml"]\n')
    assert len(claims_of(read_scenario(path))) == 1
    other = own(tmp_path, 'id = "hourly"\n' + HOURLY.replace("60", "90"), "other.toml")
    with pytest.raises(ScenarioError, match="another claim has the id 'hourly' already"):
        claims_of(read_scenario(path, claims=[other]))


def test_a_name_that_is_neither_shipped_nor_a_file_is_refused_in_the_scenario(tmp_path: Path) -> None:
    """In words, not as a pattern; a name whose file lies there is answered with the file's."""
    with pytest.raises(ScenarioError, match="must be the name of a shipped claim, such as two-hours, or a file"):
        read_scenario(scenario(tmp_path, 'claims = ["Two hours"]\n'))
    own(tmp_path)
    with pytest.raises(UsageError, match=r"no claim is called 'hourly'; did you mean hourly\.toml"):
        load_claim("hourly", seeds_dir(), tmp_path)


def test_mistakes_inside_tables_of_a_reading_are_said_where_they_stand(tmp_path: Path) -> None:
    """A key is compared with the keys of its own table; a list whose entries are wrong is not called empty."""
    text = """
    statement = "x"
    [[reading]]
    kind = "plane"
    satellite = "A"
    site = { name = "pad", lat = 3.0, lon_deg = 3.0 }
    candidates = [{ label = "a", at = 2024-01-01T00:00:00Z }]
    within_min = 30
    """
    assert problems_of(tmp_path, text) == [
        "hourly.toml:6: reading[#1].site.lat_deg: is missing",
        "hourly.toml:6: reading[#1].site.lat: unknown key; did you mean lat_deg?",
        "hourly.toml:7: reading[#1].candidates[#1].at_utc: is missing",
        "hourly.toml:7: reading[#1].candidates[#1].at: unknown key; did you mean at_utc?",
    ]
