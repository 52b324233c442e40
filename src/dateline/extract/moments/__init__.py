"""Acts -> scenes -> moments: the incidents that a report itself tells apart, each with its day and place."""
