"""Runs: which notebooks run with which parameters, their kernels, and what they make published whole.

Does not belong here: reading submissions (intake), any figure (analysis), any page or chart (publish).
"""
