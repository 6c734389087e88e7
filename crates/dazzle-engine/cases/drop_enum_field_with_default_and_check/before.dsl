entity Task "Task":
  id: uuid pk
  title: str(80) required
  state: enum[open, done] required = open
