entity Plan "Plan":
  id: uuid pk
  minutes: datetime = now + 15min
  hours: datetime = now + 36h
  days: date = today - 3d
  in_two_weeks: date = today + 2w
  in_a_month: date = today + 1m
  a_year_ago: date = today - 1y
