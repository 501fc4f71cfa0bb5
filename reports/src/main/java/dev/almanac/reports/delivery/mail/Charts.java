package dev.almanac.reports.delivery.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.reports.chart.picture.ChartPictures;
import dev.almanac.reports.chart.picture.PictureException;
import dev.almanac.reports.delivery.message.Message;
import dev.almanac.reports.delivery.message.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws the pictures of messages, each message's once however many recipients it has. Nothing is
 * started before a message has a picture to draw.
 */
final class Charts implements AutoCloseable {

  private static final int WIDTH = 600;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int most;
  private final ChartPictures pictures = new ChartPictures();
  private final Map<String, List<Drawn>> drawn = new HashMap<>();

  /**
   * Creates a maker of pictures.
   *
   * @param most how many a message gets; 0 for none
   */
  Charts(int most) {
    this.most = most;
  }

  /** Returns what became of each picture of a message; says once why there are none. */
  List<Drawn> of(Message message) {
    return drawn.computeIfAbsent(message.key(), key -> draw(message));
  }

  private List<Drawn> draw(Message message) {
    List<Drawn> result = new ArrayList<>();
    for (Part.Picture picture : message.pictures(most)) {
      try {
        ChartPictures.Picture image = pictures.draw(picture.spec(), WIDTH);
        String id = "chart" + (result.size() + 1) + "@almanac";
        result.add(new Drawn.Inline(id, unit(picture.spec()), image.png(), image.width()));
      } catch (PictureException exception) {
        result.add(
            new Drawn.Missing(
                result.stream().anyMatch(Drawn.Missing.class::isInstance)
                    ? ""
                    : "A chart could not be drawn for this mail: "
                        + exception.getMessage()
                        + ". The report has it."));
      }
    }
    return result;
  }

  private static String unit(String spec) {
    try {
      return JSON.readTree(spec).path("yLabel").asText();
    } catch (JsonProcessingException exception) {
      return "";
    }
  }

  @Override
  public void close() {
    pictures.close();
  }
}
