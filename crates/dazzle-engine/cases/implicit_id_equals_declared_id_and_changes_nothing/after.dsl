entity Task "Task":
  title: str(80) required
  id: uuid pk

entity Step "Step":
  task: ref Task required
