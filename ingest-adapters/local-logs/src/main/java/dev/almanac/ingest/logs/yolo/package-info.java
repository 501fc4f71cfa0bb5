/** Runs of Ultralytics YOLO: {@code results.csv} with {@code args.yaml}, and tuning tables. */
@NullMarked
package dev.almanac.ingest.logs.yolo;

import org.jspecify.annotations.NullMarked;
