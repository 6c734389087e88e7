entity Folder "Folder":
  id: uuid pk
  name: str(80) required
