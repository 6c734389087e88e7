entity Task "Task":
  id: uuid pk
  title: text required = "untitled" was: name
  score: int required = 0 was: points
