"""Run reports, what they mean, and who is told: pure deciders on frozen values, edges around them."""
