package dev.almanac.reports.chart.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.almanac.reports.delivery.message.MessageFixture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class ChartPicturesTest {

  private static final ChartPictures PICTURES = new ChartPictures();

  @AfterAll
  static void close() {
    PICTURES.close();
  }

  @Test
  void aChartIsDrawnInTheColoursOfThePageOnWhite() throws PictureException, IOException {
    ChartPictures.Picture picture = PICTURES.draw(MessageFixture.CHART, 600);

    BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.png()));
    assertThat(image.getWidth()).isEqualTo(1200);
    assertThat(image.getHeight()).isEqualTo(480);
    assertThat(image.getRGB(1199, 479)).isEqualTo(0xffffffff);
    assertThat(colors(image)).contains(0xff0067a5, 0xffd55e00);
    assertThat(PICTURES.draw(MessageFixture.CHART, 600).png()).isEqualTo(picture.png());
  }

  private static Set<Integer> colors(BufferedImage image) {
    Set<Integer> colors = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        colors.add(image.getRGB(x, y));
      }
    }
    return colors;
  }

  @Test
  void namesInAChartStayNames() throws PictureException, IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode spec = (ObjectNode) mapper.readTree(MessageFixture.CHART);
    ArrayNode series = ((ObjectNode) spec.path("option")).putArray("series");
    for (String name : MessageFixture.HOSTILE) {
      ObjectNode line = series.addObject();
      line.put("type", "line").put("name", name.substring(0, Math.min(40, name.length())));
      line.putArray("data").addArray().add(1000).add(0.5);
    }

    assertThat(PICTURES.draw(mapper.writeValueAsString(spec), 600).png()).isNotEmpty();
  }

  @Test
  void whatIsNoChartIsSaid() {
    assertThatThrownBy(() -> PICTURES.draw("{\"height\":100}", 600))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining("chart script failed");
    String tall = MessageFixture.CHART.replace("\"height\":240", "\"height\":260000");
    assertThatThrownBy(() -> PICTURES.draw(tall, 600)).hasMessageContaining("too tall");
    assertThatThrownBy(() -> PICTURES.draw("x".repeat(5_000_000), 600))
        .hasMessageContaining("more than a mail should hold");
  }
}
