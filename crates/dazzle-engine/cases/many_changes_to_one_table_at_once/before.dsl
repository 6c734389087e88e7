entity Team "Team":
  id: uuid pk

entity Task "Task":
  id: uuid pk
  title: str(50) required
  note: str(50)
  state: enum[open, done] = open
  points: int
  team: ref Team
  old_code: str(8) unique
  unique title, team
  index state, points
