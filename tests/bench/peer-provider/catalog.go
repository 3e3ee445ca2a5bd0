package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	_ "github.com/mattn/go-sqlite3"
)

// tenant is a row of the table of that name; what is not set is nil. The order of the fields is that of the JSON
// which the catalog keeps in its history.
type tenant struct {
	Name         string            `json:"name"`
	Isolation    string            `json:"isolation"`
	State        *string           `json:"state,omitempty"`
	Title        *string           `json:"title,omitempty"`
	Cell         *string           `json:"cell,omitempty"`
	Owner        *string           `json:"owner,omitempty"`
	QuotaCPU     *int64            `json:"quota_cpu,omitempty"`
	QuotaMemory  *int64            `json:"quota_memory,omitempty"`
	QuotaVolumes *int64            `json:"quota_volumes,omitempty"`
	QuotaGPUs    *int64            `json:"quota_gpus,omitempty"`
	Tags         map[string]string `json:"tags,omitempty"`
}

const columns = "isolation, state, title, cell, owner, quota_cpu, quota_memory, quota_volumes, quota_gpus, tags"

var errNotFound = errors.New("there is no tenant of that name")

// catalog writes through one connection, as SQLite has one writer, and reads through others beside it. Statements are
// prepared once.
type catalog struct {
	actor  string
	writer *sql.DB
	reader *sql.DB

	read, readForUpdate, insert, update, remove, revision, addRevision, addChange *sql.Stmt
}

func openCatalog(ctx context.Context, path, actor string) (*catalog, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	// The settings are those of the catalog's own store.
	name := "file:" + path + "?mode=rw&_journal_mode=WAL&_synchronous=FULL&_foreign_keys=on&_busy_timeout=30000&_txlock=immediate"
	c := &catalog{actor: actor}
	var err error
	if c.writer, err = sql.Open("sqlite3", name); err != nil {
		return nil, err
	}
	if c.reader, err = sql.Open("sqlite3", name); err != nil {
		return nil, err
	}
	c.writer.SetMaxOpenConns(1)
	c.reader.SetMaxIdleConns(4)
	return c, c.prepare(ctx)
}

func (c *catalog) prepare(ctx context.Context) error {
	const read = "SELECT name, " + columns + " FROM tenant WHERE name = ?1"
	statements := []struct {
		statement **sql.Stmt
		db        *sql.DB
		text      string
	}{
		{&c.read, c.reader, read},
		{&c.readForUpdate, c.writer, read},
		{&c.insert, c.writer, "INSERT INTO tenant (name, " + columns + ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"},
		{&c.update, c.writer, "UPDATE tenant SET (" + columns + ") = (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) WHERE name = ?1"},
		{&c.remove, c.writer, "DELETE FROM tenant WHERE name = ?1"},
		{&c.revision, c.writer, "SELECT (SELECT coalesce(max(revision), 0) FROM revision) + 1," +
			" (SELECT coalesce(max(id), 0) FROM change) + 1"},
		{&c.addRevision, c.writer, "INSERT INTO revision (revision, time, author, reason, first_change)" +
			" VALUES (?1, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?2, ?3, ?4)"},
		{&c.addChange, c.writer, "INSERT INTO change (revision, entity, key, tenant, action, before, after)" +
			" VALUES (?1, 'tenant', ?2, ?2, ?3, ?4, ?5)"},
	}
	for _, s := range statements {
		var err error
		if *s.statement, err = s.db.PrepareContext(ctx, s.text); err != nil {
			return err
		}
	}
	return nil
}

func scanTenant(row *sql.Row) (*tenant, error) {
	var t tenant
	var tags *string
	err := row.Scan(&t.Name, &t.Isolation, &t.State, &t.Title, &t.Cell, &t.Owner, &t.QuotaCPU, &t.QuotaMemory,
		&t.QuotaVolumes, &t.QuotaGPUs, &tags)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errNotFound
	}
	if err != nil || tags == nil {
		return &t, err
	}
	return &t, json.Unmarshal([]byte(*tags), &t.Tags)
}

func (c *catalog) get(ctx context.Context, name string) (*tenant, error) {
	return scanTenant(c.read.QueryRowContext(ctx, name))
}

// text is what the catalog stores: JSON without Go's escapes for HTML, nil for nothing.
func text(value any) (*string, error) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	made := strings.TrimSuffix(buffer.String(), "\n")
	return &made, nil
}

// row is the parameters ?1 to ?11 of a statement.
func (t *tenant) row() ([]any, error) {
	var tags *string
	if t.Tags != nil {
		made, err := text(t.Tags)
		if err != nil {
			return nil, err
		}
		tags = made
	}
	return []any{t.Name, t.Isolation, t.State, t.Title, t.Cell, t.Owner, t.QuotaCPU, t.QuotaMemory, t.QuotaVolumes,
		t.QuotaGPUs, tags}, nil
}

// transaction runs work and puts what it did into the history: a revision with one change.
func (c *catalog) transaction(ctx context.Context, action, name string, work func(*sql.Tx) (before, after *tenant, err error)) error {
	tx, err := c.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after the commit
	before, after, err := work(tx)
	if err != nil {
		return fmt.Errorf("tenant %s: %w", name, err)
	}
	var revision, change int64
	if err := tx.StmtContext(ctx, c.revision).QueryRowContext(ctx).Scan(&revision, &change); err != nil {
		return err
	}
	if _, err := tx.StmtContext(ctx, c.addRevision).ExecContext(ctx, revision, c.actor, "terraform apply", change); err != nil {
		return err
	}
	var texts [2]*string
	for i, state := range []*tenant{before, after} {
		if state == nil {
			continue
		}
		if texts[i], err = text(state); err != nil {
			return err
		}
	}
	if _, err := tx.StmtContext(ctx, c.addChange).ExecContext(ctx, revision, name, action, texts[0], texts[1]); err != nil {
		return err
	}
	return tx.Commit()
}

func (c *catalog) create(ctx context.Context, t *tenant) error {
	return c.transaction(ctx, "insert", t.Name, func(tx *sql.Tx) (*tenant, *tenant, error) {
		row, err := t.row()
		if err != nil {
			return nil, nil, err
		}
		_, err = tx.StmtContext(ctx, c.insert).ExecContext(ctx, row...)
		return nil, t, err
	})
}

func (c *catalog) change(ctx context.Context, t *tenant) error {
	return c.transaction(ctx, "update", t.Name, func(tx *sql.Tx) (*tenant, *tenant, error) {
		before, err := scanTenant(tx.StmtContext(ctx, c.readForUpdate).QueryRowContext(ctx, t.Name))
		if err != nil {
			return nil, nil, err
		}
		row, err := t.row()
		if err != nil {
			return nil, nil, err
		}
		_, err = tx.StmtContext(ctx, c.update).ExecContext(ctx, row...)
		return before, t, err
	})
}

func (c *catalog) delete(ctx context.Context, name string) error {
	return c.transaction(ctx, "remove", name, func(tx *sql.Tx) (*tenant, *tenant, error) {
		before, err := scanTenant(tx.StmtContext(ctx, c.readForUpdate).QueryRowContext(ctx, name))
		if err != nil {
			return nil, nil, err
		}
		_, err = tx.StmtContext(ctx, c.remove).ExecContext(ctx, name)
		return before, nil, err
	})
}
