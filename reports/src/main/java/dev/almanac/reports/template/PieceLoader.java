package dev.almanac.reports.template;

import dev.almanac.reports.spec.Piece;
import dev.almanac.reports.spec.ReportPieces;
import freemarker.cache.TemplateLoader;
import java.io.Reader;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;

/** Hands FreeMarker the pieces of a report; they do not change while a report is rendered. */
final class PieceLoader implements TemplateLoader {

  private final ReportPieces pieces;

  PieceLoader(ReportPieces pieces) {
    this.pieces = pieces;
  }

  @Override
  public @Nullable Object findTemplateSource(String name) {
    return pieces.find(name).orElse(null);
  }

  @Override
  public long getLastModified(Object source) {
    return 0;
  }

  @Override
  public Reader getReader(Object source, String encoding) {
    return new StringReader(((Piece) source).text());
  }

  @Override
  public void closeTemplateSource(Object source) {
    // Pieces are text in memory.
  }
}
