entity Task "Task":
  id: uuid pk
  state: text
  size: enum[s, m, l] = m
