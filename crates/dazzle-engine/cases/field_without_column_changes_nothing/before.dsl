entity Author "Author":
  id: uuid pk
  name: str(80) required

entity Book "Book":
  id: uuid pk
  title: str(200) required
  author: ref Author required
