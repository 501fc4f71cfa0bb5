/** Takes rendered reports elsewhere: rows as CSV, JSON and Parquet, pages as Markdown and PDF. */
@NullMarked
package dev.almanac.cli.export;

import org.jspecify.annotations.NullMarked;
