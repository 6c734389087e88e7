entity Task "Task":
  id: uuid pk
  status: enum[open, done] = open was: state
  volume: text was: size
