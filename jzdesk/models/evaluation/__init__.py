"""中期评估 and 终期考核: the plan's lists of indicators, tasks and projects, judged as far as the city knows.

Pure functions over offices' sheets. Nothing without data counts as met, and nothing is concluded that
`models.assess` does not say: where only single counties have figures, there is no word on the whole city.
"""
