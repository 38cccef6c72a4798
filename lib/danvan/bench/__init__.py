"""What danvan costs beside what one would use instead, measured on this machine in one go.

Each subject (`reading`, `notebooks`, `starting`) makes its inputs and gives questions: the ways to do one thing and the
goal that their ratio is held to. `rounds` does all ways in turn, several times; `results` prints, keeps and draws.
Does not belong here: tests. Machines are noisy, so that nothing passes or fails by a time.
"""
