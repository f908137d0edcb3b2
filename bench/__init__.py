"""What is measured, side by side, in one run: medians and ratios, never asserted anywhere."""
