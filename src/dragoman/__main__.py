"""`python -m dragoman` is the command `dragoman`."""

from dragoman.search.cli import main

if __name__ == "__main__":
    main()
