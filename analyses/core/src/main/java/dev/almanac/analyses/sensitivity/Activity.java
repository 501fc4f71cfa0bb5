package dev.almanac.analyses.sensitivity;

/** Say whose doing it is that a param is active in some runs only. */
enum Activity {
  /** Nothing else in the table decides it: being active is part of this param's effect. */
  OWN,
  /** A choice of another param decides it: the difference belongs to that param. */
  DECIDED
}
