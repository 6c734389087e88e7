entity Album "Album":
  id: uuid pk
  name: text required unique
  year: int required = 2000
  songs: has_many Song cascade
  index name

entity Song "Song":
  id: uuid pk
  title: str(80) required
  album: ref Album required
