entity Album "Album":
  id: uuid pk
  name: str(20) required unique
  songs: has_many Song cascade
  index name

entity Song "Song":
  id: uuid pk
  title: str(80) required
  album: ref Album required
