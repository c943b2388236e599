package io.sealstream.devnet.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewTest {
    private final StringWriter text = new StringWriter();

    @Test
    void shouldPrintOnlyWhatChangedWithoutATerminal() {
        View view = new View(new PrintWriter(text), false);
        view.show(List.of("epoch 1", "sector waits"));

        view.show(List.of("epoch 2", "sector proves"));

        assertThat(text.toString().lines()).containsExactly("epoch 1", "sector waits", "sector proves");
    }

    @Test
    void shouldDrawTheBlockAnewOnATerminal() {
        View view = new View(new PrintWriter(text), true);
        view.show(List.of("epoch 1"));

        view.show(List.of("epoch 2"));

        assertThat(text.toString()).contains("\u001b[1A\u001b[J").endsWith("epoch 2" + System.lineSeparator());
    }
}
