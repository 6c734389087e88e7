entity Task "Task":
  title: str(80) required

entity Step "Step":
  id: uuid
  task: ref Task required
