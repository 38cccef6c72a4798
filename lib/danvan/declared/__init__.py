"""What people declare: the form, the places, the office's settings. Data people edit, checked as it loads.

Does not belong here: reading a workbook, computing a figure, or any word of Vietnamese grammar.
"""
