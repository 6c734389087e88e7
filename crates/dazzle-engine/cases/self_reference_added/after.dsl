entity Folder "Folder":
  id: uuid pk
  name: str(80) required
  parent: ref Folder
  children: has_many Folder cascade
  above: ancestors_of self via parent
