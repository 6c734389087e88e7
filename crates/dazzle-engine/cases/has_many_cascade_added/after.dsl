entity Album "Album":
  id: uuid pk
  name: str(80) required
  songs: has_many Song cascade
  cover: has_one Cover nullify

entity Song "Song":
  id: uuid pk
  album: ref Album required

entity Cover "Cover":
  id: uuid pk
  album: ref Album
