"""The sample district: Bình Sơn 2017-2022, made up to the last figure and the same to the byte on every machine.

A figure is planned (`plan` and what it gathers), then spoilt as real submissions are (`faults`), then laid out as
the forms of its year were (`layout2017`, `layout2019`, and the project's own template from 2020), then written.
The published facts (`facts`) come out of the accepted submissions exactly. Names of persons are invented.
Does not belong here: reading anything back, and any real submission.
"""
