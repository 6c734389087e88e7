entity Line "Line":
  id: uuid pk
  count: int = 5
  open: bool = true
