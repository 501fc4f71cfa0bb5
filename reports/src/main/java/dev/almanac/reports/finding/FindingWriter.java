package dev.almanac.reports.finding;

import dev.almanac.reports.data.Rows;
import java.util.List;

/** Writes the findings of one kind. Pure: equal rows give equal sentences. */
interface FindingWriter {

  /** Returns what the rows of the kind's query say; empty if it is not worth telling. */
  List<Finding> write(Rows rows);
}
