"""What danvan knows of written Vietnamese: text, legacy fonts, numbers, dates, order, wording.

Belongs here: anything that would be as true of a budget or a school's list as of a mobilisation report.
Does not belong here: words of the forms, units, fields or checks (`declared`), files and cells (`intake`),
and what to do about a doubt: this room only says that there is one. It imports nothing of danvan.
"""
