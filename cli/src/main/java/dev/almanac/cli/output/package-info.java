/** Results as text: tables for people, CSV, JSON, Markdown, Parquet and Arrow for programs. */
@NullMarked
package dev.almanac.cli.output;

import org.jspecify.annotations.NullMarked;
