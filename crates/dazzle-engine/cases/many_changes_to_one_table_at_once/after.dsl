entity Team "Team":
  id: uuid pk
  tasks: has_many Task cascade

entity Task "Task":
  id: uuid pk
  headline: str(200) required unique was: title
  note: text = "none"
  status: enum[open, waiting, done] required = open was: state
  points: int required = 1
  team: ref Team
  due: date = today + 7d
  price: money(EUR)
  unique headline, team
  index status, points, due
