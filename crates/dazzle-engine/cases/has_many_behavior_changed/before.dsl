entity Album "Album":
  id: uuid pk
  songs: has_many Song cascade
  covers: has_many Cover restrict
  reviews: has_many Review nullify

entity Song "Song":
  id: uuid pk
  album: ref Album

entity Cover "Cover":
  id: uuid pk
  album: ref Album

entity Review "Review":
  id: uuid pk
  album: ref Album
