package io.sealstream.signer.app;

import io.sealstream.signer.edge.rpc.SignedRecords;
import io.sealstream.signer.record.RecordQuery;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The record file as the API reads it. */
record RecordReader(Path file) implements SignedRecords {
    @Override
    public List<Entry> find(Query query) {
        RecordQuery asked = new RecordQuery(query.signer().orElse(null), query.type().orElse(null), query.id().orElse(null),
                query.after().orElse(null), query.before().orElse(null), query.refusals(), query.limit(), query.skip());
        return asked.contents(file).stream().map(RecordReader::entry).toList();
    }

    private static Entry entry(RecordQuery.Contents found) {
        RecordQuery.Row row = found.row();
        boolean refused = row.verdict().startsWith("REFUSED");
        return new Entry(row.requestId(), row.type(), row.sender(),
                refused
                        ? Optional.of(Optional.ofNullable(row.reason()).orElse("older than the record keeps details"))
                        : Optional.empty(),
                found.content(), Optional.ofNullable(found.signature()), row.time());
    }
}
