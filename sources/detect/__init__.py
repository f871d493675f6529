"""What an unknown site is: its platform, its owner, how well its articles are extracted. No network."""
