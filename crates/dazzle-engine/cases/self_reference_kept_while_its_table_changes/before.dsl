entity Folder "Folder":
  id: uuid pk
  name: str(20) required
  parent: ref Folder
  children: has_many Folder cascade
