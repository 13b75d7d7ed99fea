"""What a scenario becomes: satellites with element sets and sensors, targets, and what is asked of them."""
