package dev.almanac.reports.chart;

import dev.almanac.reports.chart.Chart.Point;
import java.util.ArrayList;
import java.util.List;

/** Thins long lines to what a screen can show, keeping the extremes of each stretch. */
final class Thinning {

  /** Enough for a chart of 700 pixels; keeps the page small. */
  static final int MOST_POINTS = 300;

  private Thinning() {}

  /** Returns at most {@link #MOST_POINTS} of the points, first and last among them. */
  static List<Point> thin(List<Point> points) {
    if (points.size() <= MOST_POINTS) {
      return points;
    }
    int buckets = (MOST_POINTS - 2) / 2;
    int inner = points.size() - 2;
    List<Point> kept = new ArrayList<>(MOST_POINTS);
    kept.add(points.get(0));
    for (int bucket = 0; bucket < buckets; bucket++) {
      int from = 1 + (int) ((long) bucket * inner / buckets);
      int to = 1 + (int) ((long) (bucket + 1) * inner / buckets);
      keepExtremes(points.subList(from, to), kept);
    }
    kept.add(points.get(points.size() - 1));
    return kept;
  }

  private static void keepExtremes(List<Point> bucket, List<Point> kept) {
    int least = -1;
    int greatest = -1;
    for (int index = 0; index < bucket.size(); index++) {
      double y = bucket.get(index).y();
      if (Double.isNaN(y)) {
        continue;
      }
      least = least < 0 || y < bucket.get(least).y() ? index : least;
      greatest = greatest < 0 || y > bucket.get(greatest).y() ? index : greatest;
    }
    if (least < 0) {
      return;
    }
    kept.add(bucket.get(Math.min(least, greatest)));
    if (least != greatest) {
      kept.add(bucket.get(Math.max(least, greatest)));
    }
  }
}
