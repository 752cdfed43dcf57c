"""What a teacher types to look at the class."""

from .counting import mistakes, predictions, standing
from .made_up import make_up_class
from .page import bars, class_page, mistakes_list, standing_table, unread_list
from .reading import let_go, read_class
