package main

import (
	"context"
	"fmt"
	"os"

	"github.com/kilnworks/kiln/host"
)

// firstUser signs in before anybody else has, to the organization that the
// greeting makes a key for: what is made with the key is seen in the console.
const firstUser, firstOrg = "operator@localhost", "demo"

// greet tells a person where to go and what to type. Each command works as it
// is printed, in the folder where the server was started.
func (s *server) greet(ctx context.Context, listening string) error {
	kiln, base := os.Args[0], "http://"+listening
	signIn, err := s.signIn(ctx, listening)
	fmt.Printf(`Kiln %s is ready on %s

  console    %s
  sign in    %s
  reference  %s/docs
  a key      export KILN_API_KEY=$(%s admin key create --org %s%s)
  try it     %s generate "Export released parts to CSV" --tc-version 14.3 --compiler gcc --url %s --out export

`, host.Version, base, base, signIn, base, kiln, firstOrg, s.databaseFlag(), kiln, base)
	return err
}

// signIn says how to get into the console. An empty database gets a link:
// before there is a user nobody could sign in without mail.
func (s *server) signIn(ctx context.Context, listening string) (string, error) {
	another := func(email string) string {
		return fmt.Sprintf("%s admin login-link --email %s --org %s%s%s",
			os.Args[0], email, firstOrg, s.databaseFlag(), s.addressFlag(listening))
	}
	has, err := s.store.HasUsers(ctx)
	if err != nil || has {
		return "with a mail address; a link without mail: " + another("ADDRESS"), err
	}
	link, err := s.store.MakeLink(ctx, firstUser, firstOrg, host.Operator)
	if err != nil {
		return another(firstUser), err
	}
	return fmt.Sprintf("%s\n             (once, within 15 minutes; another: %s)",
		s.config.linkURL(listening, link.Token), another(firstUser)), nil
}

// databaseFlag points an admin command at this server's database. The URL of
// PostgreSQL, which holds a password, is left to the environment.
func (s *server) databaseFlag() string {
	if s.config.Database != "" {
		return ` --database "$KILN_DATABASE"`
	}
	return " --data " + shellWord(s.config.Data)
}

// addressFlag makes links lead to this server, where they would not by themselves.
func (s *server) addressFlag(listening string) string {
	switch {
	case s.config.PublicURL != "":
		return " --public-url " + shellWord(s.config.PublicURL)
	case listening != defaultAddr:
		return " --addr " + listening
	}
	return ""
}
