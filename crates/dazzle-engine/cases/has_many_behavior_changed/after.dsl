entity Album "Album":
  id: uuid pk
  songs: has_many Song nullify
  covers: has_many Cover cascade
  reviews: has_many Review restrict

entity Song "Song":
  id: uuid pk
  album: ref Album

entity Cover "Cover":
  id: uuid pk
  album: ref Album

entity Review "Review":
  id: uuid pk
  album: ref Album
