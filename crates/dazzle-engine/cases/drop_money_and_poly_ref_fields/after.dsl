entity Bill "Bill":
  id: uuid pk

entity Note "Note":
  id: uuid pk
