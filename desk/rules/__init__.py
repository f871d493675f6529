"""The editors' rules: making one, seeing what it would touch, applying it, keeping the trail of its acts."""
