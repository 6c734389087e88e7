entity Album "Album":
  id: uuid pk
  songs: has_many Song cascade
  covers: has_many Cover restrict

entity Song "Song":
  id: uuid pk
  album: ref Album required

entity Cover "Cover":
  id: uuid pk
  album: ref Album
