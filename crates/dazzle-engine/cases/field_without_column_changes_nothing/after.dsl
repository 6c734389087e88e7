entity Author "Author":
  id: uuid pk
  name: str(80) required
  books: has_many Book
  first_book: has_one Book readonly
  address: embeds Book
  newest: latest_one Book via author
  book_count: computed count(books)

entity Book "Book":
  id: uuid pk
  title: str(200) required
  author: ref Author required
  shout: computed upper(title)
