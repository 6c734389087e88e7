entity TaskList "Task list":
  was: taskList
  id: uuid pk
  title: str(20) required unique was: Title

entity Task "Task":
  id: uuid pk
  list: ref TaskList required
