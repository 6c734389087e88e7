entity Folder "Folder":
  id: uuid pk
  name: str(200) required
  parent: ref Folder
  depth: int required = 0
  children: has_many Folder cascade
  unique parent, name
