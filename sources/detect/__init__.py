"""What an unknown address is: its system, its owner, how well its articles are read. Pure, no network."""
